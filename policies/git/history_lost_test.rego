package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_history_lost_denies_force_and_delete_of_kept_refs if {
	forced := git.decision with input as changed("refs/heads/main", "update", true)
	fixture.rules(forced) == ["git.history_lost"]
	gone := git.decision with input as changed("refs/tags/v1", "delete", false)
	fixture.rules(gone) == ["git.history_lost"]
}

test_history_lost_allows_them_elsewhere if {
	forced := git.decision with input as changed("refs/heads/topic", "update", true)
	forced.effect == "allow"
	gone := git.decision with input as changed("refs/heads/topic", "delete", false)
	gone.effect == "allow"
}

changed(ref, operation, forced) := fixture.asked("developers", {"updates": [fixture.update(ref, operation, forced)]})
