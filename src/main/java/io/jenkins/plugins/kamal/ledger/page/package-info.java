/** The page of a job about its deployments, and the views of the ledger that other pages share. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
