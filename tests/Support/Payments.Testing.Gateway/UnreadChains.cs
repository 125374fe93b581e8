namespace Payments.Testing.Gateway;

/// <summary>
/// Settings by which a gateway under test quotes coins of chains that were not read yet, or that nobody reads. Tests of that limit set it
/// themselves.
/// </summary>
public static class UnreadChains
{
    private static readonly string[] Names = ["Ethereum", "Bsc", "Polygon", "Tron", "Solana", "Bitcoin", "Litecoin", "Dash"];

    /// <summary>The settings, by their names in the configuration.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } =
        Names.ToDictionary(name => $"Chains:{name}:MostBehind", _ => (string?)"off");
}
