package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_incomplete_denies_what_was_not_looked_at if {
	decision := git.decision with input as fixture.asked("developers", {"complete": false, "incomplete": ["too much"]})
	fixture.rules(decision) == ["git.incomplete"]
	contains(decision.reasons[0].message, "too much")
}

test_incomplete_allows_what_was if {
	decision := git.decision with input as fixture.request
	decision.effect == "allow"
}
