namespace Payments.Storage.States;

/// <summary>Another charge was paid by this receipt; nothing was written.</summary>
public sealed class ReceiptTakenException(string key, Exception? inner) : Exception($"A receipt of {key} has paid another charge.", inner);
