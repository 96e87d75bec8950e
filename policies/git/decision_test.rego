package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_default_deny_denies_what_no_rule_allows if {
	decision := git.decision with input as {}
	decision.effect == "deny"
}

test_decision_sorts_reasons_by_rule if {
	decision := git.decision with input as fixture.asked("strangers", {"complete": false, "unreachable": 1})
	fixture.rules(decision) == ["git.incomplete", "git.no_group", "git.unreachable"]
}
