package cordon.git

# METADATA
# title: Some refs wait for a person
# description: Holds every change of a ref that policy data names until someone of approvers.push approves it.
# custom:
#   id: git.ref_held
#   hipaa: 45 CFR 164.308(a)(4)(ii)(C), access modification - a second person sees what is released.
hold contains {
	"rule": "git.ref_held",
	"message": concat("", ["Changing ", named(held_refs), " needs an approval. Ask for it with the id below, then push again."]),
} if {
	count(held_refs) > 0
}

held_refs contains update.ref if {
	some update in push.updates
	matches(update.ref, data.git.held)
}
