using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>Refuses settings that nothing reads and values that are not of their form: what is misspelt would otherwise be ignored in silence.</summary>
internal static class SettingCheck
{
    /// <summary>Looks at every setting that is there.</summary>
    /// <exception cref="SettingException">The first that is not known, with the nearest name that is, or not of its form.</exception>
    public static void Pass(IConfiguration configuration)
    {
        foreach (var section in configuration.GetChildren()) Pass(SettingCatalog.Root.Find(section.Key), section);
    }

    private static void Pass(SettingNode? node, IConfigurationSection section)
    {
        if (node is { IsForeign: true }) return;
        if (node is null) throw Unknown(FirstValue(section));
        if (section.Value is { } value && !(node.Form is null && value.Length == 0))
        {
            if (node.Form is null) throw Unknown(section.Path);
            // No setting of these forms is a secret.
            if (!node.Fits(value)) throw new SettingException($"Setting {section.Path} is '{value.ReplaceLineEndings(" ")}': expected {node.Form}.");
        }
        foreach (var child in section.GetChildren()) Pass(node.Find(child.Key), child);
    }

    private static string FirstValue(IConfigurationSection section)
    {
        while (section.Value is null && section.GetChildren().FirstOrDefault() is { } child) section = child;
        return section.Path;
    }

    private static SettingException Unknown(string path) =>
        new($"Setting {path} is not known{(NearestSetting.To(path) is { } near ? $": did you mean {near}?" : "; docs/settings.md lists those that are.")}");
}
