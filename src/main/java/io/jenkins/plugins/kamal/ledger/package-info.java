/** What runs where and how it came there, per service and destination, longer than the builds that did it are kept. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
