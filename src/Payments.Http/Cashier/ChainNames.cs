using Payments.Domain.Identity;

namespace Payments.Http.Cashier;

/// <summary>Chains as payers' wallets call them, with the name of their token standard, by which exchanges list them.</summary>
internal static class ChainNames
{
    public static string Of(ChainId chain) => chain.Value switch
    {
        "ethereum" => "Ethereum (ERC20)",
        "bsc" => "BNB Smart Chain (BEP20)",
        "polygon" => "Polygon",
        "tron" => "TRON (TRC20)",
        "bitcoin" => "Bitcoin",
        "solana" => "Solana",
        { Length: > 0 } other => char.ToUpperInvariant(other[0]) + other[1..],
        _ => "",
    };

    /// <summary>What exchanges call the network when a token is withdrawn, or null where they call it by its own name.</summary>
    public static string? StandardOf(ChainId chain) => chain.Value switch
    {
        "ethereum" => "ERC20",
        "bsc" => "BEP20 (BSC)",
        "tron" => "TRC20",
        _ => null,
    };
}
