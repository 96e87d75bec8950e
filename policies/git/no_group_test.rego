package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_no_group_denies_strangers if {
	decision := git.decision with input as fixture.asked("strangers", {})
	fixture.rules(decision) == ["git.no_group"]
}

test_no_group_allows_developers if {
	decision := git.decision with input as fixture.request
	decision.effect == "allow"
}
