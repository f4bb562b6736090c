/** Lists of records with a limit, of which builds keep several. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.records;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
