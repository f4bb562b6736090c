package io.jenkins.plugins.kamal.ledger;

import hudson.ExtensionPoint;
import hudson.scm.RepositoryBrowser;
import java.util.Optional;

/** Makes links to commits for one kind of repository browser. */
interface CommitBrowser extends ExtensionPoint {

    /** The page of a commit; empty if this implementation does not know the kind of browser. */
    Optional<String> linkTo(String commit, RepositoryBrowser<?> browser);
}
