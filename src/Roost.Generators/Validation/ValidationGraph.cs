namespace Roost.Generators.Validation;

/// <summary>The types that need a validator: those with rules, and those that lead to one with rules.</summary>
internal sealed class ValidationGraph
{
    private readonly Dictionary<string, TypeNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _derived = new(StringComparer.Ordinal);
    private readonly HashSet<string> _live = new(StringComparer.Ordinal);

    public ValidationGraph(IEnumerable<TypeNode> nodes)
    {
        foreach (var node in nodes)
        {
            _nodes[node.Type] = node;
        }

        foreach (var node in _nodes.Values.ToList())
        {
            foreach (var @base in node.Bases)
            {
                Link(@base.Type, node.Type);
                if (!_nodes.ContainsKey(@base.Type))
                {
                    _nodes[@base.Type] = TypeNode.Empty(@base);
                }
            }

            foreach (var derived in node.Derived)
            {
                Link(node.Type, derived);
            }
        }

        Spread();
    }

    /// <summary>The types that need a validator, in a stable order.</summary>
    public IEnumerable<TypeNode> Live => _nodes.Values.Where(n => _live.Contains(n.Type)).OrderBy(n => n.Type, StringComparer.Ordinal);

    /// <summary>The definitions of the generic types among them.</summary>
    public IEnumerable<string> Definitions => Live.Select(n => n.Definition).OfType<string>();

    public bool IsLive(string type) => _live.Contains(type);

    /// <summary>What a value of the type may be besides, the most special first.</summary>
    public IEnumerable<TypeNode> Derived(TypeNode type) => _derived.TryGetValue(type.Type, out var derived)
        ? derived.Distinct().Where(_live.Contains).Select(d => _nodes[d]).OrderByDescending(d => d.Bases.Count).ThenBy(d => d.Type, StringComparer.Ordinal)
        : [];

    /// <summary>The members to look at.</summary>
    public IEnumerable<MemberNode> Members(TypeNode type) => type.Members.Where(m => m.Rules.Count > 0 || Leads(m));

    /// <summary>Whether the member's value has to be followed.</summary>
    public bool Leads(MemberNode member) => member.Shape is { } shape && _live.Contains(shape.Leaf);

    private void Link(string type, string derived)
    {
        if (!_derived.TryGetValue(type, out var list))
        {
            _derived[type] = list = [];
        }

        list.Add(derived);
    }

    private void Spread()
    {
        // What leads to each type; a type becomes live when one that it leads to does.
        var from = _nodes.Values
            .SelectMany(n => n.Members.Where(m => m.Shape is not null).Select(m => (From: n.Type, To: m.Shape!.Leaf)))
            .Concat(_derived.SelectMany(d => d.Value.Select(to => (From: d.Key, To: to))))
            .ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var ahead = new Queue<string>(_nodes.Values.Where(n => n.HasRules).Select(n => n.Type));
        while (ahead.Count > 0)
        {
            var type = ahead.Dequeue();
            if (_nodes.ContainsKey(type) && _live.Add(type))
            {
                foreach (var before in from[type])
                {
                    ahead.Enqueue(before);
                }
            }
        }
    }
}
