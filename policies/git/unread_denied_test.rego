package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_unread_denied_denies_archives_that_hide if {
	decision := git.decision with input as fixture.asked("developers", {"skipped": [fixture.skip("encrypted")]})
	fixture.rules(decision) == ["git.unread_denied"]
}

test_unread_denied_denies_what_data_does_not_name if {
	decision := git.decision with input as fixture.asked("developers", {"skipped": [fixture.skip("binary")]})
		with data.git.unread as {}
	fixture.rules(decision) == ["git.unread_denied"]
}

test_unread_denied_leaves_binaries_to_a_person if {
	decision := git.decision with input as fixture.asked("developers", {"skipped": [fixture.skip("binary")]})
	decision.effect == "require_approval"
}
