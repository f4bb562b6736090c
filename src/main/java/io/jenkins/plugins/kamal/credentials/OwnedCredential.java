package io.jenkins.plugins.kamal.credentials;

import hudson.model.ItemGroup;

/**
 * A credential that is named by the settings of a folder or of Jenkins itself.
 *
 * @param id its id
 * @param owner the folder, or Jenkins; the credential is searched for there and above, never in a folder below
 */
public record OwnedCredential(String id, ItemGroup<?> owner) {}
