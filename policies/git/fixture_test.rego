# Requests that the tests of every rule start from.
package cordon.git_fixture

# An agent of a developer pushes one clean commit to main.
request := asked("developers", {})

# The same with the push changed, and by a member of a group.
asked(group, change) := {
	"subject": {
		"type": "agent",
		"id": "agent:coder",
		"properties": {
			"human": "local|dana",
			"agent": "agent:coder",
			"groups": [group],
			"issuer": "local",
			"assurance": "demo",
			"session": "ses_1",
			"run": "run-1",
		},
	},
	"action": {"name": "git.push"},
	"resource": {"type": "git-repository", "id": "git", "properties": object.union(clean, change)},
	"context": {"time": "2026-11-02T10:00:00Z", "enforcer": "git"},
}

update(ref, operation, forced) := {
	"ref": ref,
	"kind": kind(ref),
	"operation": operation,
	"forced": forced,
	"old": "1111111111111111111111111111111111111111",
	"new": "2222222222222222222222222222222222222222",
}

skip(why) := {"path": "scan.bin", "why": why, "bytes": 10}

rules(decision) := [reason.rule | some reason in decision.reasons]

default kind(_) := "other"

kind(ref) := "branch" if startswith(ref, "refs/heads/")

kind(ref) := "tag" if startswith(ref, "refs/tags/")

kind(ref) := "note" if startswith(ref, "refs/notes/")

clean := {
	"repository": "clinic/app.git",
	"channel": "backend",
	"updates": [update("refs/heads/main", "update", false)],
	"updateCount": 1,
	"commits": 1,
	"merges": 0,
	"tags": 0,
	"files": 1,
	"bytes": 100,
	"unreachable": 0,
	"symlinks": 0,
	"submodules": 0,
	"lfsPointers": 0,
	"findings": [],
	"places": [],
	"placeCount": 0,
	"skipped": [],
	"skippedCount": 0,
	"complete": true,
	"incomplete": [],
	"content": "0000000000000000000000000000000000000000000000000000000000000000",
}
