namespace Payments.Storage.States;

/// <summary>A stored state.</summary>
/// <param name="Version">From 1, one more at every write.</param>
/// <param name="State">UTF-8 JSON.</param>
public readonly record struct StateRow(int Version, byte[] State);
