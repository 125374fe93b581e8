using Payments.Domain.Users;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Users;

/// <summary>An end user as the page shows one.</summary>
public sealed record ShownUser
{
    /// <summary>Who; null before one was looked up.</summary>
    public UserId? User { get; init; }

    /// <summary>Balances and holds; null where the user never had anything.</summary>
    public UserWallet? Wallet { get; init; }

    /// <summary>The statement's currency, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>A part of the statement, or null.</summary>
    public UserEntryPage? Statement { get; init; }
}
