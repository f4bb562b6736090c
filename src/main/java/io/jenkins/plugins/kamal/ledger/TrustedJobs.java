package io.jenkins.plugins.kamal.ledger;

/** The jobs whose deployments another job may trust, because an administrator says so. */
@FunctionalInterface
public interface TrustedJobs {

    /** Whether what a job recorded about a service may be trusted. */
    boolean include(String fullName, String service);
}
