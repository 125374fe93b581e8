using System.Globalization;
using Microsoft.Extensions.Configuration;
using Payments.Chains.Families;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Settings;
using Payments.Domain.Tokens;

namespace Payments.Chains;

/// <summary>Reads the section <c>Chains</c>; a bad value stops the start with the setting's name.</summary>
internal static class ChainConfiguration
{
    private const int MostConfirmations = 1_000_000;
    private const int MostReorgWindow = 100_000;
    private const int MostBatchBlocks = 10_000;

    /// <summary>Watchers write down twice in this time that they are at the head.</summary>
    private static readonly TimeSpan LeastBehind = TimeSpan.FromMinutes(1);

    /// <summary>What JSON's numbers hold exactly.</summary>
    private const long MostNumber = 1L << 53;

    public static IReadOnlyDictionary<ChainId, ChainOptions> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Chains");
        foreach (var child in section.GetChildren())
            if (!ChainFamilies.Known.ContainsKey(new ChainId(child.Key.ToLowerInvariant())))
                throw new SettingException($"Setting Chains:{child.Key} names no chain that this version reads; known are {string.Join(", ", ChainFamilies.Known.Keys)}.");
        return ChainFamilies.Known.Values.Select(known => Read(known, section.GetSection(known.Chain.Value))).ToDictionary(options => options.Chain);
    }

    private static ChainOptions Read(ChainOptions known, IConfigurationSection section)
    {
        var options = Merge(known, section);
        ChainFamilies.Of(known.Chain).Check(options);
        return options;
    }

    private static ChainOptions Merge(ChainOptions known, IConfigurationSection section) => new()
    {
        Chain = known.Chain,
        Names = known.Names,
        DisplayName = known.DisplayName,
        TokenStandard = known.TokenStandard,
        Explorer = Explorer(section, known),
        ChainNumber = Number(section, ChainSettings.ChainId, 1) ?? known.ChainNumber,
        Rpc = Urls(section),
        TakesApiKey = known.TakesApiKey,
        ApiKeys = ApiKeys(known, section),
        Confirmations = Confirmations(section, known.Confirmations),
        BlockTime = Time(section, nameof(ChainOptions.BlockTime), TimeSpan.FromDays(1)) ?? known.BlockTime,
        PollInterval = Time(section, nameof(ChainOptions.PollInterval), TimeSpan.FromHours(1)) ?? known.PollInterval,
        ReorgWindow = (int?)Number(section, nameof(ChainOptions.ReorgWindow), 1, MostReorgWindow) ?? known.ReorgWindow,
        BatchBlocks = (int?)Number(section, nameof(ChainOptions.BatchBlocks), 1, MostBatchBlocks) ?? known.BatchBlocks,
        Timeout = Time(section, nameof(ChainOptions.Timeout), TimeSpan.FromMinutes(10)) ?? known.Timeout,
        MostBehind = MostBehind(section, known.MostBehind),
        ReadCoin = ReadCoin(section) ?? known.ReadCoin,
        StartBlock = Number(section, nameof(ChainOptions.StartBlock), 0),
        ChecksWork = known.ChecksWork,
        Tokens = Tokens(known, section.GetSection("Tokens")),
    };

    private static Dictionary<string, TokenInfo> Tokens(ChainOptions known, IConfigurationSection section)
    {
        var tokens = new Dictionary<string, TokenInfo>(known.Tokens, StringComparer.OrdinalIgnoreCase);
        var family = ChainFamilies.Of(known.Chain);
        foreach (var child in section.GetChildren())
        {
            // No shell exports a name with a dot, as USDC.E has one.
            var symbol = child.Key.ToUpperInvariant().Replace('_', '.');
            if (tokens.TryGetValue(symbol, out var twice) && !ReferenceEquals(twice, known.Tokens.GetValueOrDefault(symbol))) throw Bad(child, "Contract", $"{symbol} once, with a dot or with an underscore");
            var present = tokens.GetValueOrDefault(symbol);
            var contract = child["Contract"] is { } text
                ? family.TryParseContract(known, text, out var canonical, out var error) ? canonical : throw Bad(child, "Contract", error)
                : present?.Contract ?? throw Bad(child, "Contract", "a contract address is needed");
            var decimals = (int?)Number(child, "Decimals", 0, TokenAmount.MaxDecimals) ?? present?.Decimals ?? throw Bad(child, "Decimals", "a number is needed");
            var payable = (int?)Number(child, "PayableDecimals", 0, TokenAmount.MaxDecimals) ?? present?.PayableDecimals ?? Math.Min(2, decimals);
            if (payable > decimals) throw Bad(child, "PayableDecimals", "not more than Decimals");
            var nudge = (int?)Number(child, "NudgeDecimals", 0, TokenAmount.MaxDecimals) ?? present?.NudgeDecimals;
            if (nudge < payable || nudge > decimals) throw Bad(child, "NudgeDecimals", "from PayableDecimals to Decimals");
            var standard = child["Standard"] is { Length: > 0 } name ? name : null;
            if (standard is not null && !family.TokenStandards.Contains(standard))
                throw Bad(child, "Standard", family.TokenStandards.Count == 0 ? "none: tokens of this chain have one standard" : string.Join(" or ", family.TokenStandards));
            tokens[symbol] = new TokenInfo
            {
                Chain = known.Chain,
                Symbol = symbol,
                Contract = contract,
                Standard = standard,
                Decimals = decimals,
                PayableDecimals = payable,
                NudgeDecimals = nudge,
            };
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
        _ => (int)Number(section, "Confirmations", 0, MostConfirmations)!,
    };

    private static bool? ReadCoin(IConfigurationSection section)
    {
        if (section[nameof(ChainOptions.ReadCoin)] is not { Length: > 0 } text) return null;
        return bool.TryParse(text, out var reads) ? reads : throw Bad(section, nameof(ChainOptions.ReadCoin), "true or false");
    }

    private static string? Explorer(IConfigurationSection section, ChainOptions known)
    {
        if (section[nameof(ChainOptions.Explorer)] is not { Length: > 0 } text)
            return (Number(section, ChainSettings.ChainId, 1) ?? known.ChainNumber) == known.ChainNumber ? known.Explorer : null;
        if (text == "off") return null;
        var isPage = text.Contains(ChainOptions.TransactionPlace, StringComparison.Ordinal) &&
            Uri.TryCreate(text.Replace(ChainOptions.TransactionPlace, "0", StringComparison.Ordinal), UriKind.Absolute, out var url) &&
            url.Scheme is "http" or "https";
        return isPage
            ? text
            : throw Bad(section, nameof(ChainOptions.Explorer), $"an http or https URL with {ChainOptions.TransactionPlace} in it, or off");
    }

    private static TimeSpan? MostBehind(IConfigurationSection section, TimeSpan? known)
    {
        if (section[nameof(ChainOptions.MostBehind)] == "off") return null;
        if (Time(section, nameof(ChainOptions.MostBehind), TimeSpan.FromDays(1)) is not { } limit) return known;
        return limit >= LeastBehind
            ? limit
            : throw Bad(section, nameof(ChainOptions.MostBehind), $"{SettingTime.Form}, at least {LeastBehind}, or off");
    }

    private static long? Number(IConfigurationSection section, string name, long least, long most = MostNumber)
    {
        if (section[name] is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Bad(section, name, $"a whole number from {least} to {most}");
    }

    private static TimeSpan? Time(IConfigurationSection section, string name, TimeSpan most)
    {
        if (section[name] is not { Length: > 0 } text) return null;
        return SettingTime.TryParse(text, out var value) && value > TimeSpan.Zero && value <= most ? value : throw Bad(section, name, $"{SettingTime.Form}, at most {most}");
    }

    private static SettingException Bad(IConfigurationSection section, string name, string expected) =>
        new($"Setting {section.Path}:{name} is not valid: expected {expected}.");
}
