using Payments.Domain.Users;

namespace Payments.Domain.StaticWallets;

/// <summary>
/// Names an end user's static wallet in one coin on one network. Our number of it at the provider is <c>stw_{user}_{coin}_{network}</c>,
/// the grain of all wallets of the user <c>stw-{user}</c>; the user is 32 hex digits that only the installation can derive.
/// </summary>
/// <param name="User">32 hex digits for the merchant and its end user.</param>
/// <param name="Coin">The coin, upper-case letters and digits.</param>
/// <param name="Network">The network as the provider names it, letters and digits.</param>
public readonly record struct StaticWalletKey(string User, string Coin, string Network)
{
    /// <summary>Longest name of a coin or network.</summary>
    public const int NameLimit = 16;

    private const string Prefix = "stw";
    private const int UserLength = 32;

    /// <summary>Our number of the wallet at the provider, at most 70 letters, digits and underscores.</summary>
    public string Reference => $"{Prefix}_{User}_{Coin}_{Network}";

    /// <summary>The grain of a user's wallets.</summary>
    public static string GrainKeyOf(string user) => $"{Prefix}-{user}";

    /// <summary>The user of a grain.</summary>
    public static string UserOf(string grainKey) => grainKey[(Prefix.Length + 1)..];

    /// <summary>What is the installation's to turn into the user's 32 digits: no order's number has such a form.</summary>
    public static string NameOf(UserId user) => $"static\n{user.Value}";

    /// <summary>Whether a text can name a coin or a network here.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= NameLimit && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Reads our number; false where it is none of a static wallet.</summary>
    public static bool TryParse(string? reference, out StaticWalletKey key)
    {
        var parts = reference?.Split('_') ?? [];
        var isKey = parts is [Prefix, { Length: UserLength } user, var coin, var network] &&
            user.All(char.IsAsciiHexDigitLower) && IsName(coin) && IsName(network);
        key = isKey ? new StaticWalletKey(parts[1], parts[2], parts[3]) : default;
        return isKey;
    }
}
