package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_odd_ref_denies_refs_that_are_no_branch if {
	decision := git.decision with input as fixture.asked(
		"developers",
		{"updates": [fixture.update("refs/replace/1", "create", false)]},
	)
	fixture.rules(decision) == ["git.odd_ref"]
}

test_odd_ref_denies_more_refs_than_are_told if {
	decision := git.decision with input as fixture.asked("developers", {"updateCount": 2})
	fixture.rules(decision) == ["git.odd_ref"]
}

test_odd_ref_allows_notes if {
	decision := git.decision with input as fixture.asked(
		"developers",
		{"updates": [fixture.update("refs/notes/commits", "create", false)]},
	)
	decision.effect == "allow"
}
