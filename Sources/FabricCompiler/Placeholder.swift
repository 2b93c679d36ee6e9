// FabricCompiler
