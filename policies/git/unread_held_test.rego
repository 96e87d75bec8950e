package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_unread_held_holds_binaries if {
	decision := git.decision with input as fixture.asked("developers", {"skipped": [fixture.skip("binary")]})
	decision.effect == "require_approval"
	fixture.rules(decision) == ["git.unread_held"]
	decision.approval == {"groups": ["security-officers"], "ttlSeconds": 3600}
}

test_unread_held_allows_what_data_allows if {
	decision := git.decision with input as fixture.asked("developers", {"skipped": [fixture.skip("binary")]})
		with data.git.unread as {"binary": "allow"}
	decision.effect == "allow"
}
