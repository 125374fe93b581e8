namespace Payments.Storage.Export;

/// <summary>What a column holds, in a file as in a database.</summary>
public enum MovedColumn
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Number,

    /// <summary>JSON: text in SQLite, <c>jsonb</c> in PostgreSQL.</summary>
    Json,
}

/// <summary>A table that is carried from one database to another, and those of its columns that are not generated.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Columns">Names and kinds, in the order in which a row's values stand.</param>
public sealed record MovedTable(string Name, params (string Name, MovedColumn Kind)[] Columns)
{
    /// <summary>Orders, which are archived as well.</summary>
    public static readonly MovedTable Orders = States("orders");

    /// <summary>Callbacks, which are archived with their order.</summary>
    public static readonly MovedTable Deliveries = States("deliveries");

    /// <summary>Tables that triggers fill from those that are carried, so that they are not carried themselves.</summary>
    public static readonly IReadOnlyList<string> Derived = ["api_keys"];

    /// <summary>Every table but the schema's own notes, which a migration makes, and those that are derived.</summary>
    public static readonly IReadOnlyList<MovedTable> All =
    [
        Orders,
        Deliveries,
        States("merchants"),
        States("wallet_addresses"),
        States("grain_states"),
        States("user_wallets"),
        new("user_entries", ("merchant", MovedColumn.Text), ("user_id", MovedColumn.Text), ("currency", MovedColumn.Text),
            ("sequence", MovedColumn.Number), ("entry_key", MovedColumn.Text), ("kind", MovedColumn.Text), ("amount", MovedColumn.Text),
            ("from_account", MovedColumn.Text), ("to_account", MovedColumn.Text), ("available", MovedColumn.Text), ("held", MovedColumn.Text),
            ("made_at", MovedColumn.Number), ("order_id", MovedColumn.Text), ("about_key", MovedColumn.Text),
            ("expires_at", MovedColumn.Number), ("note", MovedColumn.Text)),
        new("order_charges", ("reference", MovedColumn.Text), ("key", MovedColumn.Text), ("provider", MovedColumn.Text),
            ("provider_id", MovedColumn.Text), ("receipt", MovedColumn.Text), ("merchant", MovedColumn.Text), ("account", MovedColumn.Text),
            ("amount", MovedColumn.Text), ("currency", MovedColumn.Text), ("state", MovedColumn.Text), ("begun_at", MovedColumn.Number),
            ("paid_at", MovedColumn.Number))
        {
            // The account of a charge that was begun before its order said it is known here alone.
            OnConflict = "ON CONFLICT (reference) DO UPDATE SET account = excluded.account",
        },
        new("reconciliation_runs", ("provider", MovedColumn.Text), ("account", MovedColumn.Text), ("day", MovedColumn.Text),
            ("done_at", MovedColumn.Number), ("first_tried_at", MovedColumn.Number), ("tried_at", MovedColumn.Number),
            ("trouble", MovedColumn.Text), ("line_count", MovedColumn.Number), ("foreign_count", MovedColumn.Number),
            ("entry_count", MovedColumn.Number), ("matched_count", MovedColumn.Number), ("difference_count", MovedColumn.Number),
            ("note", MovedColumn.Text)),
        new("reconciliation_differences", ("id", MovedColumn.Text), ("provider", MovedColumn.Text), ("account", MovedColumn.Text),
            ("day", MovedColumn.Text), ("kind", MovedColumn.Text), ("entry", MovedColumn.Text), ("reference", MovedColumn.Text),
            ("merchant", MovedColumn.Text), ("number", MovedColumn.Text), ("our_amount", MovedColumn.Text),
            ("our_currency", MovedColumn.Text), ("our_state", MovedColumn.Text), ("our_time", MovedColumn.Number),
            ("their_amount", MovedColumn.Text), ("their_currency", MovedColumn.Text), ("their_state", MovedColumn.Text),
            ("their_time", MovedColumn.Number), ("their_fee", MovedColumn.Text), ("settled_at", MovedColumn.Number),
            ("settled_reason", MovedColumn.Text)),
        new("settlements", ("provider", MovedColumn.Text), ("account", MovedColumn.Text), ("day", MovedColumn.Text),
            ("merchant", MovedColumn.Text), ("currency", MovedColumn.Text), ("payments", MovedColumn.Number), ("gross", MovedColumn.Text),
            ("stated", MovedColumn.Text), ("fees", MovedColumn.Text), ("refund_count", MovedColumn.Number), ("refunds", MovedColumn.Text),
            ("shares", MovedColumn.Text), ("payout", MovedColumn.Text), ("net", MovedColumn.Text)),
        new("payment_log", ("order_id", MovedColumn.Text), ("number", MovedColumn.Number), ("made_at", MovedColumn.Number),
            ("kind", MovedColumn.Text), ("note", MovedColumn.Text), ("charge", MovedColumn.Text)),
        new("risk_list_items", ("list_id", MovedColumn.Text), ("edition", MovedColumn.Number), ("item", MovedColumn.Text)),
        new("risk_counters", ("key", MovedColumn.Text), ("windows", MovedColumn.Text), ("ends_at", MovedColumn.Number)),
        new("risk_decisions", ("id", MovedColumn.Text), ("merchant", MovedColumn.Text), ("order_id", MovedColumn.Text),
            ("order_number", MovedColumn.Text), ("made_at", MovedColumn.Number), ("stage", MovedColumn.Text), ("outcome", MovedColumn.Text),
            ("rule", MovedColumn.Text), ("rule_name", MovedColumn.Text), ("by_installation", MovedColumn.Number),
            ("measured", MovedColumn.Text), ("rule_limit", MovedColumn.Text), ("note", MovedColumn.Text), ("times", MovedColumn.Number)),
        new("audit_log", ("id", MovedColumn.Text), ("chain", MovedColumn.Text), ("number", MovedColumn.Number),
            ("merchant", MovedColumn.Text), ("made_at", MovedColumn.Number), ("entry", MovedColumn.Text), ("hash", MovedColumn.Text))
        {
            // A state's newest entry takes the first free id; in the log that is carried it may have another.
            OnConflict = "ON CONFLICT (id) DO UPDATE SET made_at = excluded.made_at, entry = excluded.entry, hash = excluded.hash",
        },
        new("order_refunds", ("key", MovedColumn.Text), ("order_key", MovedColumn.Text), ("merchant", MovedColumn.Text),
            ("refund_id", MovedColumn.Text), ("status", MovedColumn.Text), ("created_at", MovedColumn.Number), ("chain", MovedColumn.Text),
            ("destination", MovedColumn.Text), ("transfer_id", MovedColumn.Text), ("block", MovedColumn.Number),
            ("provider", MovedColumn.Text), ("charge", MovedColumn.Text), ("ended_at", MovedColumn.Number), ("state", MovedColumn.Json)),
        new("payouts", ("key", MovedColumn.Text), ("merchant", MovedColumn.Text), ("payout_id", MovedColumn.Text),
            ("status", MovedColumn.Text), ("created_at", MovedColumn.Number), ("state", MovedColumn.Json)),
        new("dismissed_deposits", ("owner", MovedColumn.Text), ("digest", MovedColumn.Text), ("state", MovedColumn.Text)),
        new("order_shares", ("key", MovedColumn.Text), ("order_key", MovedColumn.Text), ("merchant", MovedColumn.Text),
            ("kind", MovedColumn.Text), ("provider", MovedColumn.Text), ("charge", MovedColumn.Text), ("status", MovedColumn.Text),
            ("created_at", MovedColumn.Number), ("ended_at", MovedColumn.Number), ("state", MovedColumn.Json)),
        new("unmatched_transfers", ("id", MovedColumn.Text), ("chain", MovedColumn.Text), ("address", MovedColumn.Text), ("token", MovedColumn.Text),
            ("units", MovedColumn.Text), ("sender", MovedColumn.Text), ("tx", MovedColumn.Text), ("block", MovedColumn.Number), ("block_hash", MovedColumn.Text),
            ("block_time", MovedColumn.Number), ("seen_at", MovedColumn.Number), ("assigned_order", MovedColumn.Text),
            ("meant_order", MovedColumn.Text), ("reason", MovedColumn.Text), ("cause", MovedColumn.Text), ("candidates", MovedColumn.Text),
            ("dismissed_at", MovedColumn.Number), ("note", MovedColumn.Text), ("returned_at", MovedColumn.Number),
            ("decided_by", MovedColumn.Text)),
        new("logos", ("file", MovedColumn.Text), ("merchant", MovedColumn.Text), ("content", MovedColumn.Text),
            ("stored_at", MovedColumn.Number)),
        new("dust_counts", ("chain", MovedColumn.Text), ("address", MovedColumn.Text), ("token", MovedColumn.Text),
            ("transfers", MovedColumn.Number), ("last_block", MovedColumn.Number), ("seen_at", MovedColumn.Number)),
        new("seen_transfers", ("id", MovedColumn.Text), ("chain", MovedColumn.Text), ("address", MovedColumn.Text),
            ("order_id", MovedColumn.Text), ("seen_at", MovedColumn.Number)),
        new("asked_amounts", ("chain", MovedColumn.Text), ("address", MovedColumn.Text), ("token", MovedColumn.Text),
            ("units", MovedColumn.Text), ("order_id", MovedColumn.Text), ("until", MovedColumn.Number)),
        new("idempotent_requests", ("merchant", MovedColumn.Text), ("request_key", MovedColumn.Text), ("fields", MovedColumn.Text),
            ("begun_at", MovedColumn.Number), ("status", MovedColumn.Number), ("answer", MovedColumn.Text)),
        new("reminders", ("grain_id", MovedColumn.Text), ("name", MovedColumn.Text), ("start_at", MovedColumn.Number), ("period", MovedColumn.Number), ("version", MovedColumn.Number)),
        new("protection_keys", ("name", MovedColumn.Text), ("sealed_key", MovedColumn.Text)),
        new("settings", ("name", MovedColumn.Text), ("value", MovedColumn.Text)),
        new("sequences", ("name", MovedColumn.Text), ("value", MovedColumn.Number)),
    ];

    /// <summary>What an import does with a row that a trigger made before it.</summary>
    public string OnConflict { get; init; } = "ON CONFLICT DO NOTHING";

    /// <summary>Reads every row; what the mark of a moved installation says stays behind.</summary>
    public string Select => $"SELECT {string.Join(", ", Columns.Select(column => column.Kind == MovedColumn.Json ? $"CAST({column.Name} AS text)" : column.Name))} FROM {Name}"
        + (Name == "settings" ? $" WHERE name <> '{MovedMark.Setting}'" : "");

    private static MovedTable States(string name) => new(name, ("key", MovedColumn.Text), ("version", MovedColumn.Number), ("state", MovedColumn.Json));
}
