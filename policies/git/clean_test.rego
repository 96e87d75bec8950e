package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_clean_allows_a_push_with_nothing_in_it if {
	decision := git.decision with input as fixture.request
	fixture.rules(decision) == ["git.clean"]
	decision.obligations == []
}

test_clean_does_not_hold_for_who_may_not_push if {
	decision := git.decision with input as fixture.asked("analysts", {})
	not "git.clean" in fixture.rules(decision)
}
