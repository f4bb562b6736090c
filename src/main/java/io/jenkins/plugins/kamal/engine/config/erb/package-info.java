/**
 * The ERB that real configuration files use. Null is Ruby's {@code nil} here, and may stand wherever a value of the
 * template does; so this package alone does not say that nothing is null.
 */
package io.jenkins.plugins.kamal.engine.config.erb;
