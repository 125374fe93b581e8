namespace Payments.Storage.States;

/// <summary>An entry of this key is in the user's ledger already; nothing was written.</summary>
public sealed class EntryTakenException(string key, Exception? inner) : Exception($"{key} has an entry with this key already.", inner);
