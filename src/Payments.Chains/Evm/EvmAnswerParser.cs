using System.Text.Json;
using Payments.Chains.Nodes;

namespace Payments.Chains.Evm;

/// <summary>Goes through blocks and logs once, by their bytes and without a document in between. Of a name that comes twice the last counts, as in any JSON library.</summary>
/// <param name="watched">Whose coins are looked for, or null where nobody waits for any.</param>
internal sealed class EvmAnswerParser(EvmAddressSet? watched)
{
    /// <summary>Reads a result, whichever question it answers.</summary>
    public EvmAnswer Read(ref Utf8JsonReader reader)
    {
        var answer = new EvmAnswer { Kind = reader.TokenType, Text = reader.TokenType == JsonTokenType.String ? Place.OfValue(in reader) : default };
        if (reader.TokenType == JsonTokenType.StartObject) ReadBlock(ref reader, answer);
        else if (reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) answer.Logs.Add(ReadLog(ref reader));
        return answer;
    }

    private void ReadBlock(ref Utf8JsonReader reader, EvmAnswer block)
    {
        while (AnswerJson.NextField(ref reader))
        {
            if (AnswerJson.Is(in reader, "number"u8)) block.Number = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "hash"u8)) block.Hash = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "parentHash"u8)) block.ParentHash = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "timestamp"u8)) block.Timestamp = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "logsBloom"u8)) block.LogsBloom = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "transactions"u8)) ReadTransactions(ref reader, block);
            else reader.Skip();
        }
    }

    private void ReadTransactions(ref Utf8JsonReader reader, EvmAnswer block)
    {
        block.Coins.Clear();
        reader.Read();
        block.Transactions = Place.OfValue(in reader);
        block.TransactionCount = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (watched is null) reader.Skip();
            else ReadTransaction(ref reader, watched, block.Coins);
        }
        block.TransactionCount = count;
    }

    private static void ReadTransaction(ref Utf8JsonReader reader, EvmAddressSet watched, List<EvmCoin> coins)
    {
        var coin = new EvmCoin { Self = Place.OfValue(in reader) };
        var isOfInterest = reader.TokenType != JsonTokenType.StartObject;
        if (isOfInterest) reader.Skip();
        else
        {
            while (AnswerJson.NextField(ref reader))
            {
                if (AnswerJson.Is(in reader, "to"u8)) coin.To = Receiver(ref reader, watched, out isOfInterest);
                else if (AnswerJson.Is(in reader, "hash"u8)) coin.Hash = AnswerJson.Value(ref reader);
                else if (AnswerJson.Is(in reader, "from"u8)) coin.From = AnswerJson.Value(ref reader);
                else if (AnswerJson.Is(in reader, "value"u8)) coin.Value = AnswerJson.Value(ref reader);
                else reader.Skip();
            }
        }
        if (isOfInterest) coins.Add(coin);
    }

    private static EvmLog ReadLog(ref Utf8JsonReader reader)
    {
        var log = new EvmLog { Self = Place.OfValue(in reader) };
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return log;
        }
        while (AnswerJson.NextField(ref reader))
        {
            if (AnswerJson.Is(in reader, "address"u8)) log.Address = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "blockHash"u8)) log.BlockHash = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "blockNumber"u8)) log.BlockNumber = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "data"u8)) log.Data = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "logIndex"u8)) log.LogIndex = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "removed"u8)) log.Removed = AnswerJson.Value(ref reader);
            else if (AnswerJson.Is(in reader, "topics"u8)) ReadTopics(ref reader, ref log);
            else if (AnswerJson.Is(in reader, "transactionHash"u8)) log.TransactionHash = AnswerJson.Value(ref reader);
            else reader.Skip();
        }
        return log;
    }

    private static void ReadTopics(ref Utf8JsonReader reader, ref EvmLog log)
    {
        log.TopicCount = 0;
        reader.Read();
        log.Topics = Place.OfValue(in reader);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; log.TopicCount++)
        {
            if (log.TopicCount == 0) log.Event = Place.OfValue(in reader);
            else if (log.TopicCount == 1) log.From = Place.OfValue(in reader);
            else if (log.TopicCount == 2) log.To = Place.OfValue(in reader);
            reader.Skip();
        }
    }

    /// <summary>A receiver. A transaction that makes a contract has none. One that is no hex is of interest, too: the answer is not believed then.</summary>
    private static Place Receiver(ref Utf8JsonReader reader, EvmAddressSet watched, out bool isOfInterest)
    {
        var place = AnswerJson.Value(ref reader);
        isOfInterest = reader.TokenType switch
        {
            JsonTokenType.Null => false,
            JsonTokenType.String when reader.ValueSpan.StartsWith("0x"u8) => watched.Contains(reader.ValueSpan[2..]),
            _ => true,
        };
        return place;
    }
}
