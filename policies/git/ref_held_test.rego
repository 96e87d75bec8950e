package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_ref_held_holds_a_release if {
	decision := git.decision with input as fixture.asked(
		"developers",
		{"updates": [fixture.update("refs/heads/release/2", "create", false)]},
	)
	decision.effect == "require_approval"
	fixture.rules(decision) == ["git.ref_held"]
}

test_ref_held_holds_a_whole_name if {
	decision := git.decision with input as fixture.request with data.git.held as ["refs/heads/main"]
	fixture.rules(decision) == ["git.ref_held"]
}

test_ref_held_allows_other_branches if {
	decision := git.decision with input as fixture.request
	decision.effect == "allow"
}

test_ref_held_yields_to_a_deny if {
	decision := git.decision with input as fixture.asked("developers", {
		"updates": [fixture.update("refs/heads/release/2", "create", false)],
		"findings": [{"class": "mrn", "count": 1}],
	})
	fixture.rules(decision) == ["git.phi_in_push"]
}
