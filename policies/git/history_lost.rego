package cordon.git

# METADATA
# title: History that is kept stays
# description: Refuses forced updates and deletes of refs that policy data keeps.
# custom:
#   id: git.history_lost
#   hipaa: 45 CFR 164.312(c)(1), integrity - a record that others rely on is not rewritten.
deny contains {
	"rule": "git.history_lost",
	"message": "The push would rewrite or delete a ref whose history is kept. Push without force, or to another branch.",
} if {
	some update in push.updates
	loses_history(update)
	matches(update.ref, data.git.kept)
}

loses_history(update) if update.forced

loses_history(update) if update.operation == "delete"
