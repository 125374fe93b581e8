using System.Text.Json;
using Payments.Chains.Nodes;

namespace Payments.Chains.Tron;

/// <summary>What a transaction asks for, as far as it is a transfer of coins. A transaction has one contract; the list that nodes write is for a future that has not come.</summary>
internal struct TronContractCall
{
    public bool IsTransfer;
    public Place From;
    public Place To;
    public long Amount;

    /// <summary>Reads <c>raw_data</c>.</summary>
    public static TronContractCall Read(ref Utf8JsonReader reader)
    {
        TronContractCall call = default;
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (!reader.ValueTextEquals("contract"u8))
            {
                reader.Skip();
                continue;
            }
            AnswerJson.List(ref reader);
            while (AnswerJson.NextObject(ref reader)) call.ReadContract(ref reader);
        }
        return call;
    }

    private void ReadContract(ref Utf8JsonReader reader)
    {
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                IsTransfer = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("TransferContract"u8);
            }
            else if (reader.ValueTextEquals("parameter"u8)) ReadParameter(ref reader);
            else reader.Skip();
        }
    }

    private void ReadParameter(ref Utf8JsonReader reader)
    {
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("value"u8)) ReadValue(ref reader);
            else reader.Skip();
        }
    }

    /// <summary>Other contracts have fields of the same names and other shapes, so nothing is demanded here.</summary>
    private void ReadValue(ref Utf8JsonReader reader)
    {
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            var field = reader.ValueTextEquals("amount"u8) ? 'a' : reader.ValueTextEquals("to_address"u8) ? 't' : reader.ValueTextEquals("owner_address"u8) ? 'f' : ' ';
            reader.Read();
            switch (field)
            {
                case 'a' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var amount):
                    Amount = amount;
                    break;
                case 't' when reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped:
                    To = Place.OfText(in reader);
                    break;
                case 'f' when reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped:
                    From = Place.OfText(in reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
