package io.jenkins.plugins.kamal.ledger;

/** The jobs whose deployments another job may believe, because an administrator says so. */
@FunctionalInterface
public interface TrustedJobs {

    /** Whether what a job recorded about a service may be believed. */
    boolean include(String fullName, String service);
}
