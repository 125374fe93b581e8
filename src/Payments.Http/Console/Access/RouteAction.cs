using Payments.Domain.People;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>
/// Endpoint metadata: who may use a route of the console. Every such route has one; a test compares them with the matrix of roles.
/// </summary>
/// <param name="Entry">Who gets in at all.</param>
/// <param name="Action">What the role in the shop must allow, of routes of a shop.</param>
public sealed record RouteAction(ConsoleEntry Entry, ShopAction? Action = null)
{
    /// <summary>The largest form, in bytes; never above what the server reads at all.</summary>
    public int FormLimit { get; init; } = RequestBody.Limit;
}

/// <summary>Who gets in at a route of the console.</summary>
public enum ConsoleEntry
{
    /// <summary>Everybody: signing in, and using a link.</summary>
    Open,

    /// <summary>Who is signed in, for what is the person's own.</summary>
    Person,

    /// <summary>Who is signed in and has a role in the shop of the path; operators of the installation, to look.</summary>
    Shop,

    /// <summary>Operators of the installation who are signed in and have a second factor: pages below <c>/ops</c>.</summary>
    Operator,
}
