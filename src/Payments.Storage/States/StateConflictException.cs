namespace Payments.Storage.States;

/// <summary>A row was written by somebody else since it was read.</summary>
public sealed class StateConflictException(StateTable table, string key, int? expectedVersion)
    : Exception($"Row {key} of {table.SqlName()} does not have the expected version {expectedVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}.");
