using System.Globalization;
using Microsoft.Extensions.Configuration;
using Payments.Chains.Kinds;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Tokens;

namespace Payments.Chains;

/// <summary>Reads the section <c>Chains</c>; a bad value stops the start with the setting's name.</summary>
internal static class ChainConfiguration
{
    public static IReadOnlyDictionary<ChainId, ChainOptions> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Chains");
        foreach (var child in section.GetChildren())
            if (!ChainKinds.Known.ContainsKey(new ChainId(child.Key.ToLowerInvariant())))
                throw new InvalidOperationException($"Setting Chains:{child.Key} names no chain that this version reads; known are {string.Join(", ", ChainKinds.Known.Keys)}.");
        return ChainKinds.Known.Values.Select(known => Read(known, section.GetSection(known.Chain.Value))).ToDictionary(options => options.Chain);
    }

    private static ChainOptions Read(ChainOptions known, IConfigurationSection section)
    {
        var options = Merge(known, section);
        ChainKinds.Of(known.Chain).Check(options);
        return options;
    }

    private static ChainOptions Merge(ChainOptions known, IConfigurationSection section) => new()
    {
        Chain = known.Chain,
        Names = known.Names,
        EvmChainId = Number(section, "ChainId", 1) ?? known.EvmChainId,
        Rpc = Urls(section),
        TakesApiKey = known.TakesApiKey,
        ApiKeys = ApiKeys(known, section),
        Confirmations = Confirmations(section, known.Confirmations),
        BlockTime = Time(section, "BlockTime") ?? known.BlockTime,
        PollInterval = Time(section, "PollInterval") ?? known.PollInterval,
        ReorgWindow = (int?)Number(section, "ReorgWindow", 1) ?? known.ReorgWindow,
        BatchBlocks = (int?)Number(section, "BatchBlocks", 1) ?? known.BatchBlocks,
        Timeout = Time(section, "Timeout") ?? known.Timeout,
        StartBlock = Number(section, "StartBlock", 0),
        Tokens = Tokens(known, section.GetSection("Tokens")),
    };

    private static Dictionary<string, TokenInfo> Tokens(ChainOptions known, IConfigurationSection section)
    {
        var tokens = new Dictionary<string, TokenInfo>(known.Tokens, StringComparer.OrdinalIgnoreCase);
        var kind = ChainKinds.Of(known.Chain);
        foreach (var child in section.GetChildren())
        {
            var symbol = child.Key.ToUpperInvariant();
            var present = tokens.GetValueOrDefault(symbol);
            var contract = child["Contract"] is { } text
                ? kind.TryParseContract(known, text, out var canonical, out var error) ? canonical : throw Bad(child, "Contract", error)
                : present?.Contract ?? throw Bad(child, "Contract", "a contract address is needed");
            var decimals = (int?)Number(child, "Decimals", 0) ?? present?.Decimals ?? throw Bad(child, "Decimals", "a number is needed");
            if (decimals > TokenAmount.MaxDecimals) throw Bad(child, "Decimals", $"at most {TokenAmount.MaxDecimals}");
            var payable = (int?)Number(child, "PayableDecimals", 0) ?? present?.PayableDecimals ?? Math.Min(2, decimals);
            if (payable > decimals) throw Bad(child, "PayableDecimals", "not more than Decimals");
            var standard = child["Standard"] is { Length: > 0 } name ? name : null;
            if (standard is not null && !kind.TokenStandards.Contains(standard))
                throw Bad(child, "Standard", kind.TokenStandards.Count == 0 ? "none: tokens of this chain have one standard" : string.Join(" or ", kind.TokenStandards));
            tokens[symbol] = new TokenInfo { Chain = known.Chain, Symbol = symbol, Contract = contract, Standard = standard, Decimals = decimals, PayableDecimals = payable };
        }
        return tokens;
    }

    private static Uri[] Urls(IConfigurationSection section) =>
        [.. (section["Rpc"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw Bad(section, "Rpc", "an http or https URL, or several with commas between"))];

    private static string[] ApiKeys(ChainOptions known, IConfigurationSection section)
    {
        if (section["ApiKey"] is not { Length: > 0 } text) return [];
        if (!known.TakesApiKey) throw Bad(section, "ApiKey", "none: nodes of this chain take their key in the URL");
        var keys = text.Split(',', StringSplitOptions.TrimEntries);
        if (keys.Any(key => key.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')))) throw Bad(section, "ApiKey", "letters, digits, dashes; several with commas between");
        return keys.Length == 1 || keys.Length == Urls(section).Length ? keys : throw Bad(section, "ApiKey", "one key, or one for each URL of Rpc");
    }

    private static int? Confirmations(IConfigurationSection section, int? known) => section["Confirmations"] switch
    {
        null or "" => known,
        "finalized" => null,
        _ => (int)Number(section, "Confirmations", 0)!,
    };

    private static long? Number(IConfigurationSection section, string name, long least)
    {
        if (section[name] is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= 1L << 53
            ? value
            : throw Bad(section, name, $"a whole number from {least} up");
    }

    private static TimeSpan? Time(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } text) return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero ? value : throw Bad(section, name, "a time such as 00:00:02");
    }

    private static InvalidOperationException Bad(IConfigurationSection section, string name, string expected) =>
        new($"Setting {section.Path}:{name} is not valid: expected {expected}.");
}
