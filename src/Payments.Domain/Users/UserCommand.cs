using Payments.Domain.Identity;

namespace Payments.Domain.Users;

/// <summary>
/// A change that is asked for. Its fields have been checked: see <see cref="UserKeys"/> and <see cref="UserRules.IsAmount"/>.
/// </summary>
public sealed record UserCommand
{
    /// <summary>What is to be entered.</summary>
    public required UserEntryKind Kind { get; init; }

    /// <summary>The new entry's key.</summary>
    public required string Key { get; init; }

    /// <summary>The currency; null where the hold or entry that it is about has it.</summary>
    public string? Currency { get; init; }

    /// <summary>How much; null for all that remains of what it is about.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The order that it is for.</summary>
    public OrderId? Order { get; init; }

    /// <summary>The key of the hold or entry that it is about.</summary>
    public string? About { get; init; }

    /// <summary>When a hold ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why.</summary>
    public string? Text { get; init; }

    /// <summary>Whether an entry says what is asked for. What the command leaves open, the entry may say as it likes.</summary>
    public bool IsMetBy(UserEntry entry) => entry.Kind == Kind && entry.Key == Key && (Currency ?? entry.Currency) == entry.Currency
        && (Amount ?? entry.Amount) == entry.Amount && entry.Order == Order && entry.About == About && entry.ExpiresAt == ExpiresAt
        && entry.Text == Text;
}
