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

    /// <summary>A path below a shop's, which is named by the EPay number.</summary>
    public static string Of(Merchant shop, string rest) => FormattableString.Invariant($"{Root}/{shop.Pid}{rest}");

    /// <summary>An order's page.</summary>
    public static string Of(Merchant shop, OrderId order) => Of(shop, $"/orders/{order.Value}");

    /// <summary>Where somebody goes on who has signed in: a path of the console, else its root.</summary>
    public static string Onward(string? path) =>
        path is not null && path.StartsWith(Root + "/", StringComparison.Ordinal) && path.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 &&
        !path.Contains("//", StringComparison.Ordinal) && !path.Contains('\\')
            ? path
            : Root;
}
