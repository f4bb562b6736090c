/** Tests of what the documentation shows of Jenkins: Jenkinsfiles, steps, Configuration as Code and Java. */
package io.jenkins.plugins.kamal.docs;
