namespace Payments.Testing.Silo;

/// <summary>Where an installation under test keeps its states: on the embedded edition in a file in its folder.</summary>
public static class FolderDatabase
{
    /// <summary>The setting <c>Database</c> of the installation in a folder.</summary>
    public static string Of(string folder) => "";
}
