namespace Payments.Storage.States;

/// <summary>Where a state of a given name lies.</summary>
public static class StateTables
{
    /// <summary>Every table.</summary>
    public static readonly IReadOnlyList<StateTable> All = Enum.GetValues<StateTable>();

    /// <summary>The table and row key of a grain's state.</summary>
    public static (StateTable Table, string Key) Locate(string stateName, string grainKey) => stateName switch
    {
        StateNames.Order => (StateTable.Orders, grainKey),
        StateNames.Delivery => (StateTable.Deliveries, grainKey),
        StateNames.Merchant => (StateTable.Merchants, grainKey),
        StateNames.WalletAddress => (StateTable.WalletAddresses, grainKey),
        StateNames.UserWallet => (StateTable.UserWallets, grainKey),
        _ => (StateTable.GrainStates, $"{stateName}/{grainKey}"),
    };

    /// <summary>The table's name in SQL.</summary>
    public static string SqlName(this StateTable table) => table switch
    {
        StateTable.Orders => "orders",
        StateTable.Deliveries => "deliveries",
        StateTable.Merchants => "merchants",
        StateTable.WalletAddresses => "wallet_addresses",
        StateTable.GrainStates => "grain_states",
        StateTable.UserWallets => "user_wallets",
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "Unknown state table."),
    };
}
