using Payments.Contracts.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Shell;

/// <summary>What every page of the console knows.</summary>
public sealed record ConsoleView
{
    /// <summary>The texts in the reader's language.</summary>
    public required ConsoleTexts Texts { get; init; }

    /// <summary>Who is signed in, or null.</summary>
    public SignedIn? SignedIn { get; init; }

    /// <summary>The shop and the role in it, or null.</summary>
    public ConsoleShop? Shop { get; init; }

    /// <summary>The page's path.</summary>
    public required string Path { get; init; }

    /// <summary>The page's query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>What happened just before, or null.</summary>
    public ConsoleNotice? Notice { get; init; }

    /// <summary>The token of the page's forms.</summary>
    public required string Token { get; init; }

    /// <summary>The gateway's own address as shops see it, without a slash at the end.</summary>
    public required string Root { get; init; }

    /// <summary>The time at which the page was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>A path below the shop's.</summary>
    public string At(string rest) => ConsolePaths.Of(Shop!.Access.Merchant, rest);
}
