package io.jenkins.plugins.kamal.global;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The permissions of this plugin. */
public final class KamalPermissions {

    /** The permissions of this plugin, as a group. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(KamalPermissions.class, Messages._KamalPermissions_group());

    /** The permission to change servers during a freeze. */
    public static final Permission OVERRIDE_FREEZE = new Permission(
            GROUP,
            "OverrideFreeze",
            Messages._KamalPermissions_overrideFreeze(),
            Jenkins.ADMINISTER,
            true,
            new PermissionScope[] {PermissionScope.JENKINS, PermissionScope.ITEM_GROUP, PermissionScope.ITEM});

    private KamalPermissions() {}

    /** Loads this class, so that the permission is known before anybody is granted it. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    @Restricted(NoExternalUse.class)
    public static void register() {
        OVERRIDE_FREEZE.setEnabled(true);
    }
}
