namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>What a transaction spends.</summary>
/// <param name="Transaction">The id of the transaction that made the output, bytes as they are hashed.</param>
/// <param name="Index">Which of its outputs.</param>
/// <param name="ScriptSig">What unlocks it.</param>
/// <param name="Sequence">Lower than 0xfffffffe: it says that it may be replaced.</param>
public sealed record BitcoinInput(byte[] Transaction, uint Index, byte[] ScriptSig, uint Sequence)
{
    /// <summary>What unlocks a witness program.</summary>
    public IReadOnlyList<byte[]> Witness { get; init; } = [];

    /// <summary>The output as a text.</summary>
    public string Spends => $"{BitcoinBytes.Name(Transaction)}:{Index}";
}

/// <summary>What a transaction pays.</summary>
public sealed record BitcoinOutput(long Units, byte[] Script);

/// <summary>A transaction.</summary>
public sealed record BitcoinTransactionData(IReadOnlyList<BitcoinInput> Inputs, IReadOnlyList<BitcoinOutput> Outputs)
{
    /// <summary>2, for which relative lock times hold.</summary>
    public uint Version { get; init; } = 2;

    /// <summary>The block or time before which it is not valid.</summary>
    public uint LockTime { get; init; }

    /// <summary>What a Dash transaction whose version names a type ends with (DIP-2); null where there is none.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The hash that names it; witnesses are not part of it.</summary>
    public byte[] Hash => BitcoinBytes.DoubleHash(Serialize(withWitness: false));

    /// <summary>The hash over all of it.</summary>
    public byte[] WitnessHash => BitcoinBytes.DoubleHash(Serialize(withWitness: true));

    /// <summary>Its name.</summary>
    public string Id => BitcoinBytes.Name(Hash);

    /// <summary>Reads a transaction as it is sent to nodes.</summary>
    public static BitcoinTransactionData Parse(byte[] raw)
    {
        using var reader = new BinaryReader(new MemoryStream(raw));
        var version = reader.ReadUInt32();
        var hasWitness = raw[4] == 0;
        if (hasWitness) reader.ReadUInt16();
        BitcoinInput[] inputs = [.. Enumerable.Range(0, Count(reader)).Select(_ => new BitcoinInput(reader.ReadBytes(32), reader.ReadUInt32(), reader.ReadBytes(Count(reader)), reader.ReadUInt32()))];
        BitcoinOutput[] outputs = [.. Enumerable.Range(0, Count(reader)).Select(_ => new BitcoinOutput(reader.ReadInt64(), reader.ReadBytes(Count(reader))))];
        if (hasWitness)
            for (var i = 0; i < inputs.Length; i++) inputs[i] = inputs[i] with { Witness = [.. Enumerable.Range(0, Count(reader)).Select(_ => reader.ReadBytes(Count(reader)))] };
        return new BitcoinTransactionData(inputs, outputs) { Version = version, LockTime = reader.ReadUInt32() };
    }

    /// <summary>Its bytes.</summary>
    public byte[] Serialize(bool withWitness)
    {
        withWitness &= Inputs.Any(input => input.Witness.Count > 0);
        var bytes = new BitcoinBytes().UInt32(Version);
        if (withWitness) bytes.Raw([0, 1]);
        bytes.Count(Inputs.Count);
        foreach (var input in Inputs) bytes.Raw(input.Transaction).UInt32(input.Index).Text(input.ScriptSig).UInt32(input.Sequence);
        bytes.Count(Outputs.Count);
        foreach (var output in Outputs) bytes.Int64(output.Units).Text(output.Script);
        if (withWitness)
            foreach (var input in Inputs)
            {
                bytes.Count(input.Witness.Count);
                foreach (var item in input.Witness) bytes.Text(item);
            }
        bytes.UInt32(LockTime);
        if (Payload is not null) bytes.Text(Payload);
        return bytes.ToArray();
    }

    private static int Count(BinaryReader reader) => reader.ReadByte() switch
    {
        0xfd => reader.ReadUInt16(),
        0xfe => reader.ReadInt32(),
        var small => small,
    };
}
