namespace Payments.Chains.Tron;

/// <summary>
/// What a transaction asks for, as far as it is a transfer of coins: read from the bytes that were signed, in whichever form a node prints
/// addresses.
/// </summary>
/// <remarks>Numbers of fields are those of <c>Transaction.raw</c> and <c>TransferContract</c> in java-tron's <c>Tron.proto</c>.</remarks>
internal ref struct TronContractCall
{
    private const int ContractField = 11, TypeField = 1, ParameterField = 2, ValueField = 2, OwnerField = 1, ToField = 2, AmountField = 3;
    private const int TransferType = 1;

    public bool IsTransfer;
    public ReadOnlySpan<byte> From;
    public ReadOnlySpan<byte> To;
    public long Amount;

    /// <summary>Reads <c>raw_data</c>. A transaction has one contract; the list is for a future that has not come.</summary>
    public static TronContractCall Read(ReadOnlySpan<byte> raw)
    {
        TronContractCall call = default;
        var isRead = false;
        var reader = new ProtoReader(raw);
        while (reader.Read())
        {
            if (reader.Field != ContractField || isRead) continue;
            call.ReadContract(reader.Bytes);
            isRead = true;
        }
        return call;
    }

    private void ReadContract(ReadOnlySpan<byte> contract)
    {
        ReadOnlySpan<byte> parameter = default;
        var reader = new ProtoReader(contract);
        while (reader.Read())
        {
            if (reader.Field == TypeField) IsTransfer = reader.Number == TransferType;
            else if (reader.Field == ParameterField) parameter = reader.Bytes;
        }
        if (!IsTransfer) return;
        reader = new ProtoReader(parameter);
        while (reader.Read())
            if (reader.Field == ValueField) ReadTransfer(reader.Bytes);
    }

    private void ReadTransfer(ReadOnlySpan<byte> transfer)
    {
        var reader = new ProtoReader(transfer);
        while (reader.Read())
        {
            if (reader.Field == OwnerField) From = reader.Bytes;
            else if (reader.Field == ToField) To = reader.Bytes;
            else if (reader.Field == AmountField) Amount = (long)reader.Number;
        }
    }
}
