namespace Payments.Chains;

/// <summary>The names of the settings below <c>Chains:{Chain}</c>, which <see cref="ChainOptions"/> explains.</summary>
public static class ChainSettings
{
    /// <summary>Those of a chain.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Rpc, ApiKey, ChainId, nameof(ChainOptions.Confirmations), nameof(ChainOptions.PollInterval), nameof(ChainOptions.BlockTime),
        nameof(ChainOptions.ReorgWindow), nameof(ChainOptions.BatchBlocks), nameof(ChainOptions.Timeout),
        nameof(ChainOptions.StartBlock), nameof(ChainOptions.MostBehind), nameof(ChainOptions.ReadCoin), nameof(ChainOptions.Explorer),
    ];

    /// <summary>Those of a token, below <c>Tokens:{Symbol}</c>.</summary>
    public static IReadOnlyList<string> TokenNames { get; } =
    [
        nameof(Domain.Tokens.TokenInfo.Contract), nameof(Domain.Tokens.TokenInfo.Decimals), nameof(Domain.Tokens.TokenInfo.PayableDecimals),
        nameof(Domain.Tokens.TokenInfo.NudgeDecimals), nameof(Domain.Tokens.TokenInfo.Standard),
    ];

    internal const string Rpc = "Rpc";
    internal const string ApiKey = "ApiKey";
    internal const string ChainId = "ChainId";
}
