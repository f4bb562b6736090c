/** The record of all deployments: what runs where, and its history. It outlives the builds. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
