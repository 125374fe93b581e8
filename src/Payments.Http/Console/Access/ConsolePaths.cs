using Payments.Domain.Identity;
using Payments.Domain.Merchants;

namespace Payments.Http.Console.Access;

/// <summary>The console's paths.</summary>
internal static class ConsolePaths
{
    /// <summary>Below which all of them lie.</summary>
    public const string Root = "/console";

    /// <summary>Signing in.</summary>
    public const string SignIn = Root + "/sign-in";

    /// <summary>Taking an invitation to a shop up.</summary>
    public const string Invitation = Root + "/invitation";

    /// <summary>Setting a password by an operator's link.</summary>
    public const string Welcome = Root + "/welcome";

    /// <summary>Asking for a new password by mail.</summary>
    public const string Forgot = Root + "/forgot";

    /// <summary>Agreeing to a shop's notices.</summary>
    public const string Confirm = Root + "/confirm";

    /// <summary>Registering a shop.</summary>
    public const string Register = Root + "/register";

    /// <summary>What is the person's own.</summary>
    public const string Account = Root + "/account";

    /// <summary>
    /// Below which the operators' side lies: proxies keep it for networks that their owner lists, as the rest of <c>/ops</c>.
    /// </summary>
    public const string Operators = "/ops";

    /// <summary>Where the operators' side begins.</summary>
    public const string OperatorHome = Operators + "/overview";

    /// <summary>A path below a shop's, which is named by the EPay number.</summary>
    public static string Of(Merchant shop, string rest) => FormattableString.Invariant($"{Root}/{shop.Pid}{rest}");

    /// <summary>An order's page.</summary>
    public static string Of(Merchant shop, OrderId order) => Of(shop, $"/orders/{order.Value}");

    /// <summary>Where somebody goes on who has signed in: a path of the console or of the operators' side, else the root.</summary>
    public static string Onward(string? path) =>
        path is not null && IsOurs(path) && path.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 &&
        !path.Contains("//", StringComparison.Ordinal) && !path.Contains('\\')
            ? path
            : Root;

    private static bool IsOurs(string path) =>
        path.StartsWith(Root + "/", StringComparison.Ordinal) || path.StartsWith(Operators + "/", StringComparison.Ordinal);
}
