package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_unreachable_denies_objects_that_come_along if {
	decision := git.decision with input as fixture.asked("developers", {"unreachable": 1})
	fixture.rules(decision) == ["git.unreachable"]
}

test_unreachable_allows_none if {
	decision := git.decision with input as fixture.request
	decision.effect == "allow"
}
