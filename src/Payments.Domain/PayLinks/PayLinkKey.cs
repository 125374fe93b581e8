using Payments.Domain.Identity;

namespace Payments.Domain.PayLinks;

/// <summary>The grain key of a payment link, <c>lnk-{merchant}-{code}</c>, and its public name, <c>{pid}-{code}</c>.</summary>
public static class PayLinkKey
{
    /// <summary>Hex digits of a code: 48 bits, so that nobody finds a link that was not given to him.</summary>
    public const int CodeLength = 12;

    private const string Prefix = "lnk-";

    /// <summary>The key.</summary>
    public static string Of(MerchantId merchant, string code) => $"{Prefix}{merchant.Value}-{code}";

    /// <summary>What is the installation's to turn into a link's code: no order's number has such a form.</summary>
    public static string NameOf(string seed) => $"pay-link\n{seed}";

    /// <summary>The code of a name that the installation turned into digits.</summary>
    public static string CodeOf(OrderId name) => name.Value[..CodeLength];

    /// <summary>Whether a text can be a code.</summary>
    public static bool IsCode(string? text) => text?.Length == CodeLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>How a link's own page names it.</summary>
    public static string NameOf(long pid, string code) => FormattableString.Invariant($"{pid}-{code}");

    /// <summary>Pid and code of such a name; false where it is none.</summary>
    public static bool TryParse(string? name, out string pid, out string code)
    {
        var dash = name?.IndexOf('-') ?? -1;
        (pid, code) = dash < 0 ? ("", "") : (name![..dash], name[(dash + 1)..]);
        return pid.Length > 0 && IsCode(code);
    }
}
