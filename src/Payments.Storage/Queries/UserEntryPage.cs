using Payments.Domain.Users;

namespace Payments.Storage.Queries;

/// <summary>A part of a statement.</summary>
/// <param name="Items">Entries, the newest first.</param>
/// <param name="Next">The sequence behind which it goes on; null at its end.</param>
public sealed record UserEntryPage(IReadOnlyList<UserEntry> Items, long? Next);
