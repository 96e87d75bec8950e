package cordon.git.fetch_test

import data.cordon.git.fetch

test_fetch_default_deny_denies_strangers if {
	decision := fetch.decision with input as asked("strangers")
	decision.effect == "deny"
	decision.reasons[0].rule == "git.fetch_default_deny"
}

asked(group) := {
	"subject": {"properties": {"groups": [group]}},
	"resource": {"properties": {"repository": "clinic/app.git"}},
}
