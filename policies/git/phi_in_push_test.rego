package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_phi_in_push_denies_a_refused_class if {
	decision := git.decision with input as fixture.asked(
		"developers",
		{"findings": [{"class": "ssn", "count": 2}, {"class": "url", "count": 1}]},
	)
	fixture.rules(decision) == ["git.phi_in_push"]
	contains(decision.reasons[0].message, "carries ssn.")
}

test_phi_in_push_allows_classes_that_code_holds if {
	decision := git.decision with input as fixture.asked("developers", {"findings": [{"class": "url", "count": 1}]})
	decision.effect == "allow"
}
